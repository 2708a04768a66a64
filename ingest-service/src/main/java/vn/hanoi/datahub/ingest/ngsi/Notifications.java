package vn.hanoi.datahub.ingest.ngsi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.file.Conventions;
import vn.hanoi.datahub.ingest.file.Mapping;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;

/**
 * Reads what a context broker sends to its subscribers (ETSI GS CIM 009 V1.8.1, 5.3.1): the entities that changed, as
 * events of one agency.
 */
public final class Notifications {

    private final Catalogue catalogue;
    private final Mappings mappings;
    private final int most;

    /** @param most maximum number of entities in a notification */
    public Notifications(Catalogue catalogue, Mappings mappings, int most) {
        this.catalogue = catalogue;
        this.mappings = mappings;
        this.most = most;
    }

    /**
     * Returns the event type of an entity type's observations. The agency's mapping for it is stored under the entity
     * type's name.
     */
    public static Optional<String> eventType(String entityType) {
        return DataModel.of(entityType).map(DataModel::eventType);
    }

    /**
     * Returns the events of a notification; a deleted entity has none. An entity of an unsupported type becomes one
     * event, which admission then refuses.
     *
     * @throws UnreadableException when the body is not a notification, or has too many entities
     */
    public List<Submission> read(byte[] body, String agency) {
        JsonNode entities = EventJson.parse(body).path("data");
        if (!entities.isArray()) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("ngsi.notification"));
        } else if (entities.size() > most) {
            throw new UnreadableException(RefusalReason.TOO_LARGE, Detail.of("batch.size", most));
        }
        Map<String, Mapping> known = new HashMap<>();
        return entities.valueStream()
                .flatMap(entity -> events(entity, agency, known))
                .toList();
    }

    private Mapping mapping(String agency, String entityType, EventType type) {
        try {
            return Mapping.read(mappings.of(agency, entityType), type);
        } catch (CatalogueException e) {
            throw new UnreadableException(
                    RefusalReason.MALFORMED, Detail.of("file.mapping", String.valueOf(e.getMessage())));
        }
    }

    private Stream<Submission> events(JsonNode json, String agency, Map<String, Mapping> known) {
        Entity entity = Entity.of(json);
        if (entity.isDeleted()) {
            return Stream.empty();
        }
        Optional<DataModel> model = DataModel.of(entity.type());
        Optional<EventType> type = model.map(DataModel::eventType).flatMap(catalogue::findType);
        if (model.isEmpty() || type.isEmpty()) {
            return Stream.of(unknown(entity, agency));
        }
        Mapping mapping = known.computeIfAbsent(entity.type(), entityType -> mapping(agency, entityType, type.get()));
        return model.get().rows(entity).stream()
                .flatMap(row -> mapping.event(row, agency, Conventions.ofPrograms()).stream());
    }

    private static Submission unknown(Entity entity, String agency) {
        return new Submission(
                Map.of(
                        "specversion", "1.0",
                        "id", entity.id().isEmpty() ? "-" : entity.id(),
                        "source", "urn:hanoi:agency:" + agency,
                        "subject", entity.id().isEmpty() ? "-" : entity.id(),
                        "type", entity.type().isEmpty() ? "-" : entity.type()),
                null);
    }
}
