package vn.hanoi.datahub.streams.testkit;

import java.util.List;

/** Something a test opened and has to leave in order: {@link TopologyInvariants} asks it once the test is over. */
public interface Opened extends AutoCloseable {

    /** What is not in order, told for people; empty where everything is. Closes what is still open. */
    List<String> problems();

    @Override
    void close();
}
