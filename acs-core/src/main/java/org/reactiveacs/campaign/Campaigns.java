package org.reactiveacs.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The campaigns of a store. What operators write and order stands in the library, with its audit trail; where each campaign stands and
 * what became of its devices stands in documents, which the nodes write that do it. Thread-safe.
 */
public final class Campaigns {
    private static final String SHELF = "campaign";
    private static final String COURSES = "campaign courses";

    private final Library library;
    private final Documents documents;

    public Campaigns(Store store) {
        this.library = store.library();
        this.documents = store.documents();
    }

    /** What the library keeps. */
    private record Kept(String id, Instant at, String by, String json, List<Order> orders) {}

    private static Campaign campaign(String name, Library.Entry entry) {
        var kept = TaskCodec.decodeRecord(entry.record(), Kept.class);
        return new Campaign(name, entry.version(), kept.id(), kept.at(), kept.by(), kept.json(), kept.orders());
    }

    /** All by name. */
    public Mono<List<Campaign>> all() {
        return library.all(SHELF).map(entries -> {
            var all = new ArrayList<Campaign>();
            entries.forEach((name, entry) -> all.add(campaign(name, entry)));
            all.sort(Comparator.comparing(Campaign::name));
            return all;
        });
    }

    /** One, empty when there is none of that name. */
    public Mono<Campaign> get(String name) {
        return library.get(SHELF, name).map(entry -> campaign(name, entry));
    }

    /** Grows with each change. */
    public Mono<Long> state() {
        return library.state(SHELF);
    }

    /**
     * Keeps a campaign that was read without a mistake.
     *
     * @param campaign as it is to be; its version is the one it has, 0 if it is to be a new one
     * @return its version afterwards, 0 if it had another and nothing was changed
     */
    public Mono<Long> put(Campaign campaign, Write write) {
        return edit(campaign, write, "");
    }

    private Mono<Long> edit(Campaign campaign, Write write, String detail) {
        var kept = new Kept(campaign.id(), campaign.at(), campaign.by(), campaign.json(), campaign.orders());
        return library.edit(new Library.Edit(
                SHELF, campaign.name(), campaign.version(), TaskCodec.encodeRecord(kept), write, detail));
    }

    /** Gives an order; the answer is as for {@link #put}. */
    public Mono<Long> order(Campaign campaign, Verb verb, Write write) {
        return edit(
                campaign.ordered(verb, write.actor().name(), write.at()),
                write,
                verb.name().toLowerCase(Locale.ROOT));
    }

    /** Takes a campaign away with all that became of it; the answer is as for {@link #put}. */
    public Mono<Long> remove(Campaign campaign, Write write) {
        return library.edit(new Library.Edit(SHELF, campaign.name(), campaign.version(), null, write, ""))
                .flatMap(version -> version == 0
                        ? Mono.just(version)
                        : forget(campaign.id()).thenReturn(version));
    }

    /**
     * Forgets all that became of a campaign that is gone. A node that worked on it may have written of it since it was taken away, so each
     * does this once it has let go of it.
     *
     * @param id of the campaign
     */
    public Mono<Void> forget(String id) {
        // Where it stood goes last: as long as that is there, whoever comes by sees that something is left.
        return documents
                .removeAll(tallies(id))
                .then(documents.removeAll(shares(id)))
                .then(documents.removeAll(rosters(id)))
                .then(documents.remove(COURSES, id));
    }

    /**
     * Forgets what a node left of campaigns that are gone because it died over it.
     *
     * @param courses as they were read, before this was asked for
     */
    public Mono<Void> forgetOrphans(Map<String, Course> courses) {
        // A course is written after its campaign: one whose campaign is not there now has none any more.
        return all().flatMapMany(all -> {
                    var orphans = new HashSet<>(courses.keySet());
                    all.forEach(campaign -> orphans.remove(campaign.id()));
                    return Flux.fromIterable(orphans);
                })
                .concatMap(this::forget)
                .then();
    }

    /** Where campaigns stand, by id; of those that were never looked at nothing is there. */
    public Mono<Map<String, Course>> courses() {
        return documents.all(COURSES).map(records -> {
            Map<String, Course> courses = new HashMap<>();
            records.forEach((id, record) -> courses.put(id, TaskCodec.decodeRecord(record, Course.class)));
            return courses;
        });
    }

    /** Where one stands, with what was ordered last. */
    public Mono<Course> course(Campaign campaign) {
        return documents
                .get(COURSES, campaign.id())
                .map(record -> TaskCodec.decodeRecord(record, Course.class))
                .defaultIfEmpty(Course.DRAFT)
                .map(course -> Steering.obeying(campaign, course));
    }

    /** Keeps where one stands, durably. */
    public Mono<Void> keep(Campaign campaign, Course course) {
        return documents.put(COURSES, campaign.id(), TaskCodec.encodeRecord(course));
    }

    private static String tallies(String id) {
        return "campaign " + id + " tallies";
    }

    private static String shares(String id) {
        return "campaign " + id + " shares";
    }

    private static String rosters(String id) {
        return "campaign " + id + " rosters";
    }

    /** How far the partitions are that anybody has looked at. */
    public Mono<Map<Integer, Tally>> tallies(Campaign campaign) {
        return documents.all(tallies(campaign.id())).map(records -> {
            Map<Integer, Tally> tallies = new HashMap<>();
            records.forEach((partition, record) ->
                    tallies.put(Integer.valueOf(partition), TaskCodec.decodeRecord(record, Tally.class)));
            return tallies;
        });
    }

    /** The devices of a partition, empty until somebody has counted them. */
    public Mono<Roster> roster(Campaign campaign, int partition) {
        return documents
                .get(rosters(campaign.id()), Integer.toString(partition))
                .map(Roster::decode);
    }

    /** Keeps the devices of a partition, durably: whose turn has come is found from how many they are. */
    public Mono<Void> keepRoster(Campaign campaign, int partition, Roster devices) {
        return documents.put(rosters(campaign.id()), Integer.toString(partition), devices.encode());
    }

    /** What became of the devices of a partition, empty until any has begun. */
    public Mono<Share> share(Campaign campaign, int partition) {
        return documents.get(shares(campaign.id()), Integer.toString(partition)).map(ShareCodec::decode);
    }

    /**
     * Keeps what became of the devices of partitions. What a crash takes back of it is found anew: an order that was given is not given
     * again, for its task has an id of its own.
     */
    public Mono<Void> keepShares(Campaign campaign, Map<Integer, Share> shares) {
        Map<String, byte[]> records = new HashMap<>();
        Map<String, byte[]> counted = new HashMap<>();
        shares.forEach((partition, share) -> {
            records.put(partition.toString(), ShareCodec.encode(share));
            counted.put(partition.toString(), TaskCodec.encodeRecord(share.tally()));
        });
        return documents.putAll(shares(campaign.id()), records).then(documents.putAll(tallies(campaign.id()), counted));
    }
}
