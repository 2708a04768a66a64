package vn.hanoi.datahub.schemas.codec;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Allows Avro to instantiate the hub's generated records from a schema; Avro trusts no class that has not been
 * registered (AVRO-3985).
 */
public final class TrustedRecords {

    private static final String OURS = "vn.hanoi.datahub.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OURS)));
    }

    private TrustedRecords() {}

    /** Has an effect only on the first call. */
    public static void trust() {}
}
