package org.reactiveacs.device;

/**
 * How the device proved who it is, last.
 *
 * @param keyVersion the newest version of the derived password that it has used, 0 if none yet
 * @param usedStored whether it has authenticated with the stored credential now in force
 * @param resetAccepted whether it may use the onboarding credential again, since a reset of it was accepted
 * @param nonceIssued when the nonce of its last digest was issued, milliseconds since the epoch, 0 if none
 * @param nonceCount the nonce count (nc) that came with it
 */
public record Access(int keyVersion, boolean usedStored, boolean resetAccepted, long nonceIssued, int nonceCount) {
    public static final Access NONE = new Access(0, false, false, 0, 0);

    /** Whether this pair was used before, or is older than one that was: then somebody plays back what they heard. */
    public boolean isReplay(long issued, int count) {
        return issued != 0 && (issued < nonceIssued || issued == nonceIssued && count <= nonceCount);
    }

    public Access withNonce(long issued, int count) {
        return issued == 0 ? this : new Access(keyVersion, usedStored, resetAccepted, issued, count);
    }
}
