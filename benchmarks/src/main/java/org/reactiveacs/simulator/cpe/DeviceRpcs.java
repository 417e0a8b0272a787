package org.reactiveacs.simulator.cpe;

import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.ScheduleInform;
import org.reactiveacs.cwmp.ScheduleInformResponse;

/** What concerns the device as a whole (TR-069 A6 §A.3.2.9, §A.4.1.2, §A.4.1.6). */
final class DeviceRpcs {
    private DeviceRpcs() {}

    static RebootResponse reboot(VirtualCpe cpe, Reboot request) {
        cpe.restart(new Restart.ByReboot(request.commandKey()));
        return new RebootResponse();
    }

    static FactoryResetResponse reset(VirtualCpe cpe, FactoryReset request) {
        cpe.restart(new Restart.ByFactoryReset());
        return new FactoryResetResponse();
    }

    static ScheduleInformResponse schedule(VirtualCpe cpe, ScheduleInform request) throws CpeFault {
        if (request.delaySeconds() < 1) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "DelaySeconds " + request.delaySeconds());
        }
        cpe.timers().schedule(cpe.now().plusSeconds(request.delaySeconds()), request.commandKey());
        return new ScheduleInformResponse();
    }
}
