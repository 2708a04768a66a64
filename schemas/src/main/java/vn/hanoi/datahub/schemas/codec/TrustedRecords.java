package vn.hanoi.datahub.schemas.codec;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the hub's generated records may be made from a schema; it trusts no class that it was not told of
 * (AVRO-3985).
 */
public final class TrustedRecords {

    private static final String OURS = "vn.hanoi.datahub.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OURS)));
    }

    private TrustedRecords() {}

    /** Has an effect the first time only. */
    public static void trust() {}
}
