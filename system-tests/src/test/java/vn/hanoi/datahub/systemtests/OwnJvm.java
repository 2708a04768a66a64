package vn.hanoi.datahub.systemtests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own over the classes of these tests. */
final class OwnJvm {

    private OwnJvm() {}

    /**
     * @param options of the JVM, the memory among them
     * @param arguments of the program
     */
    static ProcessBuilder running(Class<?> program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A test kills and starts many: they do not live long enough for the second compiler, nor need two processors
        // several threads for their garbage.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
