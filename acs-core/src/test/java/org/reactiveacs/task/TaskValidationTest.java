package org.reactiveacs.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskValidationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'getParameterValues'}|/paths|at least one path",
                "{'kind':'getParameterValues','paths':['Device.','']}|/paths/1|a path is needed",
                "{'kind':'getParameterValues','paths':['Device..X']}|/paths/0|empty part",
                "{'kind':'getParameterValues','paths':[' Device.X']}|/paths/0|blanks",
                "{'kind':'getParameterAttributes','paths':[]}|/paths|at least one path",
                "{'kind':'setParameterValues'}|/values|at least one value",
                "{'kind':'setParameterValues','values':{'':'x'}}|/values/|a path is needed",
                "{'kind':'setParameterValues','values':{'A.B/~.':'x'}}|/values/A.B~1~0.|is an object",
                "{'kind':'setParameterValues','values':{'A.B':{'value':'maybe','type':'boolean'}}}|/values/A.B|no boolean",
                "{'kind':'setParameterValues','values':{'A.B':{'value':'-1','type':'unsignedInt'}}}|/values/A.B|no unsignedInt",
                "{'kind':'setParameterValues','values':{'A.B':{'value':'2147483648','type':'int'}}}|/values/A.B|no int",
                "{'kind':'setParameterValues','values':{'A.B':{'value':'abc','type':'hexBinary'}}}|/values/A.B|no hexBinary",
                "{'kind':'setParameterAttributes'}|/attributes|at least one change",
                "{'kind':'setParameterAttributes','attributes':[{'path':'A.B'}]}|/attributes/0|a notification or",
                "{'kind':'setParameterAttributes','attributes':[{'path':'A.B','notification':7}]}|/attributes/0/notification|0 to 6, not 7",
                "{'kind':'addObject','path':''}|/path|a path is needed",
                "{'kind':'addObject','path':'Device.Hosts.Host.3.'}|/path|names an instance",
                "{'kind':'addObject','path':'Device.Hosts.Host.[3a].'}|/path|is no alias",
                "{'kind':'addObject','path':'Device.Hosts.Host.[a]','values':{'Alias':'b'}}|/values/Alias|another alias",
                "{'kind':'deleteObject','path':'Device.Hosts.Host.'}|/path|names no instance",
                "{'kind':'sequence'}|/steps|1 to 100 steps, not 0",
                "{'kind':'sequence','steps':[{'kind':'reboot'},{'kind':'addObject','path':''}]}|/steps/1/path|a path is needed",
                "{'kind':'sequence','steps':[{'kind':'reboot','when':{'event':'BOOT'}}]}|/steps/0/when/event|no event code",
                "{'kind':'scheduleInform','delaySeconds':-1}|/delaySeconds|0 or more, not -1",
                "{'kind':'download','fileType':'','url':'http://h/f'}|/fileType|is needed",
                "{'kind':'download','fileType':'1','url':'f.bin'}|/url|no absolute URL",
                "{'kind':'download','fileType':'1','url':'file:///etc/passwd'}|/url|no absolute URL",
                "{'kind':'download','fileType':'1','url':'http://h/a b'}|/url|is no URL",
                "{'kind':'download','fileType':'1','url':'http://h/f','successUrl':'x'}|/successUrl|no absolute URL",
                "{'kind':'download','fileType':'1','url':'http://h/f','fileSize':-1}|/fileSize|0 or more",
                "{'kind':'upload','fileType':'1','url':''}|/url|a URL is needed",
                "{'kind':'scheduleDownload','fileType':'1','url':'http://h/f'}|/timeWindows|one or two windows",
                "{'kind':'scheduleDownload','fileType':'1','url':'http://h/f','timeWindows':[{'windowStart':5,'windowEnd':5,'windowMode':'1 At Any Time'}]}|/timeWindows/0/windowEnd|ends after its start",
                "{'kind':'scheduleDownload','fileType':'1','url':'http://h/f','timeWindows':[{'windowStart':5,'windowEnd':6}]}|/timeWindows/0/windowMode|is needed",
                "{'kind':'cancelTransfer'}|/commandKey|is needed",
                "{'kind':'cancelTransfer','commandKey':'123456789012345678901234567890123'}|/commandKey|at most 32 characters, not 33",
                "{'kind':'changeDUState'}|/operations|at least one operation",
                "{'kind':'changeDUState','operations':[{'operation':'install','url':'http://h/f','uuid':'1'}]}|/operations/0/uuid|is no UUID",
                "{'kind':'changeDUState','operations':[{'operation':'update'}]}|/operations/0|needs the uuid",
                "{'kind':'changeDUState','operations':[{'operation':'uninstall'}]}|/operations/0/uuid|is needed",
                "{'kind':'setVouchers'}|/vouchers|at least one"
            })
    void refuses(String json, String pointer, String text) {
        var problems = TaskValidation.problems(spec(json));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.text()).contains(text);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'reboot'}",
                "{'kind':'refresh','path':''}",
                "{'kind':'getParameterNames','path':'','nextLevel':true}",
                "{'kind':'setParameterValues','values':{'A.B':true,'A.C':{'value':'','type':'base64'}}}",
                "{'kind':'setParameterAttributes','attributes':[{'path':'A.','notification':6,'accessList':[]}]}",
                "{'kind':'addObject','path':'Device.Hosts.Host.[a].Sub','values':{'X':1}}",
                "{'kind':'deleteObject','path':'Device.Hosts.Host.[a]'}",
                "{'kind':'download','fileType':'1 Firmware Upgrade Image','url':'https://h:8080/f?x=%20'}",
                "{'kind':'changeDUState','operations':[{'operation':'uninstall','uuid':'123e4567-e89b-12d3-a456-426614174000'}]}",
                "{'kind':'sequence','steps':[{'kind':'reboot'},{'kind':'getRPCMethods','when':{'event':'1 BOOT'}}]}"
            })
    void accepts(String json) {
        assertThat(TaskValidation.problems(spec(json))).isEmpty();
    }

    @Test
    void namesAreJudgedWhereAParametersPathMayStand() {
        var json = "{'kind':'sequence','steps':[{'kind':'getParameterValues','paths':['A.B','a.b']},"
                + "{'kind':'setParameterValues','values':{'c.d':1}},{'kind':'refresh','path':'e.f'},"
                + "{'kind':'setParameterAttributes','attributes':[{'path':'g.h','notification':1}]},"
                + "{'kind':'addObject','path':'A.B','values':{'a.b':1}},{'kind':'addObject','path':'i.j'}]}";

        assertThat(TaskValidation.problems(spec(json), name -> "what is " + name + "?"))
                .extracting(TaskProblem::pointer)
                .containsExactly(
                        "/steps/0/paths/1",
                        "/steps/1/values/c.d",
                        "/steps/2/path",
                        "/steps/3/attributes/0/path",
                        "/steps/5/path");
        assertThat(TaskValidation.problems(spec("{'kind':'addObject','path':'wifi.24'}")))
                .extracting(TaskProblem::text)
                .first()
                .asString()
                .contains("aliases stand for parameters");
    }

    @Test
    void lengthsAreBoundedExactly() {
        assertThat(problemsOfUrl("http://h/" + "a".repeat(247))).isEmpty();
        assertThat(problemsOfUrl("http://h/" + "a".repeat(248))).hasSize(1);
        assertThat(problemsOfValue("x".repeat(29_000))).isEmpty();
        assertThat(problemsOfValue("x".repeat(29_001))).hasSize(1);
        assertThat(problemsOfValue("&".repeat(4_834))).hasSize(1);
    }

    @Test
    void objectsAreGivenTheirDot() {
        assertThat(spec("{'kind':'addObject','path':'A.B'}")).isEqualTo(new TaskSpec.AddObject("A.B.", List.of()));
        assertThat(spec("{'kind':'deleteObject','path':'A.1'}")).isEqualTo(new TaskSpec.DeleteObject("A.1."));
    }

    private static List<TaskProblem> problemsOfUrl(String url) {
        return TaskValidation.problems(spec("{'kind':'upload','fileType':'1','url':'" + url + "'}"));
    }

    private static List<TaskProblem> problemsOfValue(String value) {
        return TaskValidation.problems(new TaskSpec.SetParameterValues(List.of(new Assignment("A.B", value, null))));
    }

    private static TaskSpec spec(String json) {
        return TaskJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
