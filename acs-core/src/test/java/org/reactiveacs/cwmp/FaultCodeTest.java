package org.reactiveacs.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultCodeTest {

    @Test
    void everyCodeIsFoundByItsNumberAndSentByItsSide() {
        for (FaultCode code : FaultCode.values()) {
            assertThat(FaultCode.of(code.number())).contains(code);
            assertThat(code.sender()).isEqualTo(code.name().startsWith("ACS_") ? Sender.ACS : Sender.CPE);
        }
    }

    @Test
    void vendorsCodesAreNotListed() {
        assertThat(FaultCode.of(9800)).isEmpty();
        assertThat(FaultCode.of(8007)).isEmpty();
        assertThat(FaultCode.of(9033)).isEmpty();
        assertThat(FaultCode.of(0)).isEmpty();
    }

    @Test
    void retryRequestIsNotTheCpesFault() {
        assertThat(Fault.of(FaultCode.ACS_RETRY_REQUEST).soapFaultCode()).isEqualTo("Server");
        assertThat(Fault.of(FaultCode.ACS_INVALID_ARGUMENTS).soapFaultCode()).isEqualTo("Client");
    }
}
