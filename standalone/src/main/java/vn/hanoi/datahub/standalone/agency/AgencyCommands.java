package vn.hanoi.datahub.standalone.agency;

import java.util.List;

/** The commands with which an agency works with a hub. */
public final class AgencyCommands {

    private AgencyCommands() {}

    /** Returns their classes, in the order of the help. */
    public static List<Class<?>> all() {
        return List.of(
                ValidateCommand.class,
                PushCommand.class,
                StatusCommand.class,
                ReceiptsCommand.class,
                KeysCommand.class,
                SchemaCommand.class);
    }
}
