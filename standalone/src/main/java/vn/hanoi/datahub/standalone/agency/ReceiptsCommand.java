package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ./hub receipts}: lists what was accepted from the agency, and when: its proof of delivery. */
@Command(name = "receipts", description = "List the newest receipts: what was accepted, and when.")
final class ReceiptsCommand implements Callable<Integer> {

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this event type.")
    private String type = "";

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode receipts = options.hub()
                .read("/v1/receipts" + (type.isEmpty() ? "" : "?type=" + type))
                .path("receipts");
        options.print(
                receipts,
                () -> options.table("takenAt:32 id:38 type:22 channel:9 accepted:10 refused", receipts.valueStream()));
        return 0;
    }
}
