package org.reactiveacs.simulator.cpe;

import java.util.List;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.SetParameterValuesFault;

/** A request of the ACS cannot be done; becomes the answer to it. */
final class CpeFault extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    private CpeFault(Fault fault) {
        super(fault.string(), null, false, false);
        this.fault = fault;
    }

    CpeFault(FaultCode code, String text) {
        this(Fault.of(code, code.text() + ": " + text));
    }

    /** Parameters of a SetParameterValues were refused. */
    CpeFault(List<SetParameterValuesFault> faults) {
        this(new Fault("Client", FaultCode.INVALID_ARGUMENTS.number(), FaultCode.INVALID_ARGUMENTS.text(), faults));
    }

    Fault fault() {
        return fault;
    }
}
