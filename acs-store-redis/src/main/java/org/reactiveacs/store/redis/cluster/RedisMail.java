package org.reactiveacs.store.redis.cluster;

import io.lettuce.core.RedisException;
import io.lettuce.core.XAddArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.store.redis.link.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Mail through Redis: each node has a bounded stream, into which the others write. A node's own letters reach it at once.
 * Letters of others are delivered on a thread of the mail's own. A node that joined less than about a second ago may miss
 * some, and so does one that is further behind than its stream is long.
 */
public final class RedisMail implements Mail, AutoCloseable {

    /** About how many letters wait for a node; the oldest are lost beyond. */
    static final int STREAM_LENGTH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RedisMail.class);

    /** Only into streams that are there: a node that is gone gets no new one. */
    private static final XAddArgs HOW =
            XAddArgs.Builder.maxlen(STREAM_LENGTH).approximateTrimming().nomkstream();

    private final RedisLink link;
    private final Membership membership;
    private final String prefix;
    private final LocalMail here = new LocalMail();
    private final LongAdder unsent = new LongAdder();
    private final Mailbox mailbox;

    private RedisMail(RedisLink link, Membership membership, String prefix, Duration block) {
        this.link = link;
        this.membership = membership;
        this.prefix = prefix;
        this.mailbox = new Mailbox(
                link,
                mailbox(membership.self().id()),
                block,
                fields -> LetterFields.read(fields).ifPresent(here::send));
    }

    /**
     * Opens the node's mailbox. Link and membership stay the caller's, and are closed after the mail.
     *
     * @param prefix what the names of all keys begin with
     */
    public static RedisMail open(RedisLink link, Membership membership, String prefix) {
        return new RedisMail(link, membership, prefix, link.commandTimeout().dividedBy(2));
    }

    private byte[] mailbox(String memberId) {
        return (prefix + ":mail:" + memberId).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void send(Letter letter) {
        here.send(letter);
        var self = membership.self().id();
        var members = membership.members();
        if (members.size() < 2) {
            return;
        }
        var fields = LetterFields.write(letter);
        for (var member : members) {
            if (!member.id().equals(self)) {
                post(member.id(), fields);
            }
        }
    }

    private void post(String memberId, Object[] fields) {
        try {
            link.commands().xadd(mailbox(memberId), HOW, fields).whenComplete((id, error) -> {
                if (error != null) {
                    unsent.increment();
                }
            });
        } catch (RedisException e) {
            unsent.increment();
            LOG.debug("letter not sent reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public Flux<Letter> letters() {
        return here.letters();
    }

    /** Letters that did not reach Redis, since the start. */
    public long unsent() {
        return unsent.sum();
    }

    @Override
    public void close() {
        mailbox.close();
    }
}
