package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class RedisMailTest {

    private static final DeviceId DEVICE = new DeviceId("tenant", "00D09E-1~20");

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private Post a = new Post("a");
    private Post b = new Post("b");

    /** A node that keeps the letters it gets. */
    private static final class Post implements AutoCloseable {
        final Node node;
        final RedisMail mail;
        final List<Letter> got = Collections.synchronizedList(new ArrayList<>());

        Post(String name) {
            this(Node.quick(REDIS, name));
        }

        Post(Node node) {
            this.node = node;
            mail = RedisMail.open(node.link, node.membership, "acs");
            mail.letters().subscribe(got::add);
        }

        String key() {
            return "acs:mail:" + node.membership.self().id();
        }

        @Override
        public void close() {
            mail.close();
            node.close();
        }
    }

    @BeforeEach
    void meet() {
        Await.until(
                "both to know one another",
                () -> a.node.membership.members().size() == 2
                        && b.node.membership.members().size() == 2);
        Await.until("both mailboxes", () -> exists(a) && exists(b));
    }

    @AfterEach
    void part() {
        b.close();
        a.close();
        REDIS.flush();
    }

    private static boolean exists(Post post) {
        return Long.valueOf(1).equals(REDIS.primary().command("EXISTS", post.key()));
    }

    private static Letter letter(int number) {
        return switch (number % 9) {
            case 0 -> new Letter.TaskEnded(DEVICE, "task " + number);
            case 1 -> new Letter.TaskAdded(DEVICE, "task " + number);
            case 2 -> new Letter.WakeAsked(DEVICE, "request " + number, Wake.Urgency.WAITED_FOR);
            case 3 ->
                new Letter.WakeEnded(
                        DEVICE,
                        "request " + number,
                        new WakeOutcome(WakeOutcome.Result.REACHED, Reach.Way.UDP, "", Duration.ofMillis(number)));
            case 4 ->
                new Letter.WakeEnded(
                        DEVICE,
                        "request " + number,
                        new WakeOutcome(WakeOutcome.Result.LOST, null, "gone: \u00fc", Duration.ZERO));
            case 5 -> new Letter.DeviceWatched(DEVICE);
            case 6 -> new Letter.SessionLingers(DEVICE);
            case 7 -> new Letter.DeviceCalled(DEVICE, number % 2 == 1);
            default -> new Letter.DatagramAsked(DEVICE, "node " + number, "2001:db8::1", number, "GET \u00fc\r\n\r\n");
        };
    }

    private static List<Letter> letters(int count) {
        return IntStream.range(0, count).mapToObj(RedisMailTest::letter).toList();
    }

    /** What was sent before is done after: commands of one connection are answered in order. */
    private static void roundTrip(Post sender) throws Exception {
        sender.node
                .link
                .commands()
                .exists(sender.key().getBytes(StandardCharsets.UTF_8))
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void lettersReachEveryNodeOnceAndInOrder() {
        letters(500).forEach(a.mail::send);

        assertThat(a.got).as("its own, at once").isEqualTo(letters(500));
        Await.until("all letters", () -> b.got.size() >= 500);
        assertThat(b.got).isEqualTo(letters(500));
        assertThat(a.mail.unsent()).isZero();
    }

    @Test
    void aLostConnectionLosesNoLetterThatRedisHas() {
        a.mail.send(letter(0));
        Await.until("the first letter", () -> b.got.size() == 1);
        for (int i = 1; i < 200; i++) {
            REDIS.primary()
                    .command(
                            "XADD",
                            b.key(),
                            "*",
                            "kind",
                            "taskEnded",
                            "tenant",
                            "tenant",
                            "device",
                            DEVICE.value(),
                            "task",
                            "task " + i);
            if (i % 50 == 0) {
                REDIS.primary().command("CLIENT", "KILL", "TYPE", "normal");
            }
        }

        Await.until("all letters", () -> b.got.size() >= 200);
        assertThat(b.got)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(number -> (Letter) new Letter.TaskEnded(DEVICE, "task " + number))
                        .toList());
    }

    @Test
    void lettersOfAKindThatThisVersionDoesNotKnowAreSkipped() {
        REDIS.primary().command("XADD", b.key(), "*", "kind", "later", "what", "ever");
        a.mail.send(letter(0));

        Await.until("the letter", () -> b.got.size() == 1);
        assertThat(b.got).isEqualTo(letters(1));
    }

    @Test
    void aMailboxIsBounded() throws Exception {
        try (var sender = new Post(Node.patient(REDIS, "c"))) {
            Await.until(
                    "it to know both others",
                    () -> sender.node.membership.members().size() == 3);
            for (int i = 0; i < RedisMail.STREAM_LENGTH + 2000; i++) {
                sender.mail.send(letter(i));
                if (i % 500 == 0) {
                    roundTrip(sender);
                }
            }
            roundTrip(sender);

            assertThat(sender.mail.unsent()).isZero();
        }
        assertThat((Long) REDIS.primary().command("XLEN", b.key()))
                .isBetween((long) RedisMail.STREAM_LENGTH, RedisMail.STREAM_LENGTH + 200L);
    }

    @Test
    void aNodeThatIsGoneGetsNoNewMailbox() throws Exception {
        b.mail.close();
        Await.until("the mailbox to be gone", () -> !exists(b));

        a.mail.send(letter(0));
        roundTrip(a);

        assertThat(exists(b)).isFalse();
    }

    @Test
    void withoutRedisSendingNeitherFailsNorWaitsAndLaterLettersArriveAgain() {
        REDIS.primary().kill();
        try {
            long began = System.nanoTime();
            letters(100).forEach(a.mail::send);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            assertThat(a.got).isEqualTo(letters(100));
            Await.until("all to count as not sent", () -> a.mail.unsent() == 100);
        } finally {
            REDIS.primary().restart();
        }

        // Each finds the other only with its next heartbeat.
        Await.until("letters to arrive again", () -> {
            a.mail.send(letter(7));
            return b.got.contains(letter(7));
        });
    }
}
