package org.reactiveacs.store;

import java.util.List;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;

/** An example of every kind of task. */
public final class TaskSpecs {
    private TaskSpecs() {}

    public static List<TaskSpec> examples() {
        return List.of(
                new TaskSpec.GetParameterValues(List.of("Device.", "Device.X")),
                new TaskSpec.SetParameterValues(List.of(
                        new Assignment("Device.X", "text", null),
                        new Assignment("Device.Y", "1", ParameterType.UNSIGNED_INT))),
                new TaskSpec.GetParameterNames("", true),
                new TaskSpec.GetParameterAttributes(List.of("Device.X")),
                new TaskSpec.SetParameterAttributes(List.of(
                        new TaskSpec.AttributeChange("Device.X", 2, null),
                        new TaskSpec.AttributeChange("Device.Y", null, List.of("Subscriber")),
                        new TaskSpec.AttributeChange("Device.Z", 0, List.of()))),
                new TaskSpec.AddObject("Device.O.", List.of(new Assignment("Enable", "true", null))),
                new TaskSpec.DeleteObject("Device.O.1."),
                new TaskSpec.Refresh(""),
                new TaskSpec.Sequence(List.of(
                        new TaskSpec.SequenceStep(new TaskSpec.Reboot(), null),
                        new TaskSpec.SequenceStep(
                                new TaskSpec.SetParameterValues(List.of(new Assignment("Device.X", "a", null))),
                                "1 BOOT"))),
                new TaskSpec.HandOver("http://a/b", "u", "p", 300, new TaskSpec.HandOver.Login("c", "q")),
                new TaskSpec.HandOver("http://a/b", "u", "p", null, null),
                new TaskSpec.Reboot(),
                new TaskSpec.FactoryReset(),
                new TaskSpec.ScheduleInform(30),
                new TaskSpec.GetRPCMethods(),
                new TaskSpec.Download("1 Firmware Upgrade Image", "http://a/b", "u", "p", 7, "t", 3, "", ""),
                new TaskSpec.Upload("3 Vendor Configuration File 1", "http://a/b", "", "", 0),
                new TaskSpec.ScheduleDownload(
                        "1 Firmware Upgrade Image",
                        "http://a/b",
                        "",
                        "",
                        0,
                        "",
                        List.of(new TaskSpec.TimeWindow(0, 3600, "1 At Any Time", "", -1))),
                new TaskSpec.CancelTransfer("key"),
                new TaskSpec.GetQueuedTransfers(),
                new TaskSpec.GetAllQueuedTransfers(),
                new TaskSpec.ChangeDUState(List.of(
                        new TaskSpec.DUOperation.Install("http://a/b", "", "", "", ""),
                        new TaskSpec.DUOperation.Update("uuid", "1", "http://a/b", "", ""),
                        new TaskSpec.DUOperation.Uninstall("uuid", "", ""))),
                new TaskSpec.SetVouchers(List.of("AAAA")),
                new TaskSpec.GetOptions("option"));
    }
}
