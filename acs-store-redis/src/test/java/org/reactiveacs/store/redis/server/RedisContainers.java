package org.reactiveacs.store.redis.server;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers as containers on the host's network, so that a Cluster's and Sentinel's addresses are good outside, too. */
final class RedisContainers implements RedisProgram {
    private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.4-alpine");

    /** Whether a Docker engine answers, on Linux, where containers can share the host's network. */
    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux")
                && (System.getenv("DOCKER_HOST") != null || answers(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Saves Testcontainers' long search where there is nothing. */
    private static boolean answers(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Running start(Path directory, List<String> arguments) {
        var container = new GenericContainer<>(IMAGE)
                .withNetworkMode("host")
                .withWorkingDirectory(directory.toString())
                .withCommand(arguments.toArray(new String[0]))
                .withCreateContainerCmdModifier(command -> {
                    command.withEntrypoint("redis-server");
                    Objects.requireNonNull(command.getHostConfig())
                            .withBinds(new Bind(directory.toString(), new Volume(directory.toString())));
                });
        container.start();
        return new RunningContainer(container);
    }

    private record RunningContainer(GenericContainer<?> container) implements Running {
        @Override
        public void kill() {
            container.stop(); // Testcontainers kills, then removes.
        }

        @Override
        public void freeze(boolean frozen) {
            var docker = container.getDockerClient();
            if (frozen) {
                docker.pauseContainerCmd(container.getContainerId()).exec();
            } else {
                docker.unpauseContainerCmd(container.getContainerId()).exec();
            }
        }

        @Override
        public boolean isAlive() {
            return container.isRunning();
        }
    }
}
