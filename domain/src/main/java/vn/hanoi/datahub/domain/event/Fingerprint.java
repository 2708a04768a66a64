package vn.hanoi.datahub.domain.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import vn.hanoi.datahub.domain.Digest;

/**
 * Fingerprint of an event's payload, which shows whether two events with the same id carry the same payload. It is the
 * first 16 bytes of the SHA-256 over time, version, operation and every field that is present, by name. Absent fields
 * do not count, so an optional field added to a schema changes no fingerprint.
 */
public final class Fingerprint {

    private static final int LENGTH = 16;

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Fingerprint of(Event event, Shape shape) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(256);
        write(payload, event.time().toString());
        write(payload, event.dataVersion() + event.operation().word());
        Facts data = event.data();
        if (data != null) {
            for (Shape.Field field : shape.fields()) {
                Object value = data.at(field.position());
                if (value != null) {
                    write(payload, field.name());
                    write(payload, value.toString());
                }
            }
        }
        return new Fingerprint(Arrays.copyOf(Digest.sha256().digest(payload.toByteArray()), LENGTH));
    }

    public static Fingerprint copyOf(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a fingerprint has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Fingerprint(bytes.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes the length before the text, so that no two different sequences of texts write the same bytes. */
    private static void write(ByteArrayOutputStream payload, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        payload.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
        payload.writeBytes(utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
