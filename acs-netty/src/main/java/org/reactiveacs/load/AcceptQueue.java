package org.reactiveacs.load;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteOrder;

/** Asks the kernel how many connections wait to be accepted. */
final class AcceptQueue {

    private static final KernelQueue.Reading UNKNOWN = new KernelQueue.Reading(0, 0);

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;

    /** Bytes of struct tcp_info (linux/tcp.h) up to what is looked at. */
    private static final int LENGTH = 32;

    /** Of a listening socket the members tcpi_unacked and tcpi_sacked tell how many wait and how many may. */
    private static final int WAITING_AT = 24;

    private static final int ROOM_AT = 28;

    private static final RawUnixChannelOption OPTION =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, LENGTH);

    private AcceptQueue() {}

    /** Has the kernel hold so many connections from now on, where that can be changed (listen(2)); those that it holds stay. */
    static void resize(Channel listener, int room) throws IOException {
        if (listener instanceof EpollServerSocketChannel epoll
                && epoll.isOpen()
                && epoll.fd() instanceof Socket socket) {
            socket.listen(room);
        }
    }

    /** What is known of a listener's queue: nothing anywhere but on Linux. */
    static KernelQueue.Reading read(Channel listener) {
        if (!(listener instanceof EpollServerSocketChannel) || !listener.isOpen()) {
            return UNKNOWN;
        }
        var answer = listener.config().getOption(OPTION);
        if (answer == null || answer.limit() < LENGTH) {
            return UNKNOWN;
        }
        var info = answer.duplicate().order(ByteOrder.nativeOrder());
        return new KernelQueue.Reading(info.getInt(WAITING_AT), info.getInt(ROOM_AT));
    }
}
