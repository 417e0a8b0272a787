package org.reactiveacs.capture;

import org.reactiveacs.device.DeviceId;

/** Where the endpoint leaves messages that an operator wants to see. Thread-safe; never waits and never fails. */
public interface Tap {
    /** Nobody wants to see any. */
    Tap CLOSED = new Tap() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public boolean isWanted(DeviceId device) {
            return false;
        }

        @Override
        public int mostBytes() {
            return 0;
        }

        @Override
        public void take(DeviceId device, Overheard message) {}
    };

    /**
     * A message as it went over the wire.
     *
     * @param peer address of the device, or of the proxy before it
     * @param direction who said it
     * @param status of HTTP; 0 for a request
     * @param bytes of the whole body
     * @param beginning of the body, no more than {@link #mostBytes}
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Overheard(String peer, CapturedMessage.Direction direction, int status, long bytes, byte[] beginning) {}

    /** Whether messages of any device are wanted; cheap, for every request asks. */
    boolean isOpen();

    /** Whether those of a device are. */
    boolean isWanted(DeviceId device);

    /** Bytes of a body that are kept of it. */
    int mostBytes();

    /** Takes one of a device that is wanted. */
    void take(DeviceId device, Overheard message);
}
