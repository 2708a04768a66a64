package vn.hanoi.datahub.streams.processor;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;

/** An event's data as stored in the log, decoded when first read. */
final class LoggedFacts implements Facts {

    private final byte[] bytes;
    private final Function<byte[], Facts> decode;
    private @Nullable Facts decoded;

    public LoggedFacts(byte[] bytes, Function<byte[], Facts> decode) {
        this.bytes = bytes;
        this.decode = decode;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public @Nullable Object at(int position) {
        if (decoded == null) {
            decoded = decode.apply(bytes);
        }
        return Objects.requireNonNull(decoded).at(position);
    }
}
