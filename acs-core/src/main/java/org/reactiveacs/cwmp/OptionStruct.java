package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An option of the CPE, enabled by a voucher or not (TR-069 A6 §A.4.1.4).
 *
 * @param optionName identifies the option
 * @param voucherSN serial number of the voucher, an unsignedInt
 * @param state bit 0 enabled, bit 1 set up
 * @param mode 0 disabled, 1 enabled with expiry, 2 enabled without
 * @param startDate null when unknown
 * @param expirationDate null when it does not expire
 * @param isTransferable 1 when the option may move to another CPE
 */
public record OptionStruct(
        String optionName,
        long voucherSN,
        int state,
        int mode,
        @Nullable Instant startDate,
        @Nullable Instant expirationDate,
        int isTransferable) {}
