package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Gives the CPE vouchers that enable options (TR-069 A6 §A.4.1.3). Deprecated.
 *
 * @param voucherList each a signed XML document in base64
 */
public record SetVouchers(List<String> voucherList) implements AcsRequest {
    public SetVouchers {
        voucherList = List.copyOf(voucherList);
    }
}
