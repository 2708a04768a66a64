package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.api.DeclaredCharset;
import vn.hanoi.datahub.ingest.file.Mapping;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/** Mappings as they are sent: read up to their size limit, and checked against their event type. */
final class MappingBody {

    private static final int LARGEST_MAPPING = 1 << 19;

    private MappingBody() {}

    /** Reads a mapping from a request, up to its size limit. */
    static String read(InputStream in, @Nullable String contentType) throws IOException {
        try (in) {
            DeclaredCharset.UTF_8.check(contentType);
            byte[] yaml = in.readNBytes(LARGEST_MAPPING + 1);
            if (yaml.length > LARGEST_MAPPING) {
                throw new UnreadableException(RefusalReason.TOO_LARGE, Detail.of("body.size", LARGEST_MAPPING));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("file.mapping", "it is not UTF-8"));
        }
    }

    static void check(String mapping, EventType type) {
        try {
            Mapping.read(mapping, type);
            Yaml.texts(mapping)
                    .map(PersonalData::in)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(kind -> {
                        throw new UnreadableException(
                                RefusalReason.PERSONAL_DATA, Detail.of("file.mapping-personal", kind));
                    });
        } catch (CatalogueException e) {
            throw new UnreadableException(
                    RefusalReason.MALFORMED, Detail.of("file.mapping", String.valueOf(e.getMessage())));
        }
    }
}
