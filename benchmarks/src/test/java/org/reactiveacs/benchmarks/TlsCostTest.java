package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactiveacs.benchmarks.TlsCost.Plan;

class TlsCostTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void argumentsChangeThePlan() {
        assertThat(Plan.of("--quick").rounds()).isLessThan(Plan.of().rounds());
        assertThatThrownBy(() -> Plan.of("--slow")).hasMessageContaining("--slow");
    }

    @Test
    void figuresAddUpAndStandBesideTheirBudget() {
        var full = new Work(50, 0, 1, new ProcessorTime(0.375, 0.25))
                .plus(new Work(50, 0, 1, new ProcessorTime(0.375, 0.25)));
        var resumed = new Work(200, 1, 4, new ProcessorTime(0.375, 0.25));

        assertThat(full.cpuMillis()).isEqualTo(2.5);
        assertThat(TlsCost.text(TlsKey.RSA_2048, new TlsPhase("TLSv1.3", true), resumed))
                .contains("RSA-2048", "TLSv1.3", "resumed", "0.6250 ms", "compiler  6 %", "1 others");
        assertThat(TlsCost.verdict(TlsKey.RSA_2048, "TLSv1.2", full, resumed)).contains("0.25", "0.35", " met");
        assertThat(TlsCost.verdict(TlsKey.ECDSA_P256, "TLSv1.3", full, full)).contains("1.00", "0.85", "NOT met");
    }

    @ParameterizedTest
    @EnumSource(TlsKey.class)
    void aLaneGoesOnWithItsSessionAtTheOtherNode(TlsKey key) throws Exception {
        var tls = key.certify(directory);
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (var first = ServerProcess.start("embedded:" + directory.resolve("first"), tls);
                var second = ServerProcess.start("embedded:" + directory.resolve("second"), tls)) {
            for (var phase : TlsPhase.ALL) {
                var counters = new LoadCounters();
                var lane = new TlsLane(
                        List.of(first.cwmpAddress().port(), second.cwmpAddress().port()), group.next(), counters);
                lane.set(phase);
                awaitGood(counters, 10);
                lane.set(null);

                assertThat(counters.bad())
                        .as("only the first has nothing to resume")
                        .isEqualTo(phase.resumed() ? 1 : 0);
            }
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static void awaitGood(LoadCounters counters, int count) throws InterruptedException {
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        while (counters.good() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(counters.good()).isGreaterThanOrEqualTo(count);
    }
}
