package vn.hanoi.datahub.query.sensorthings;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Names the answers of the SensorThings service in its OpenAPI document; their members are those of the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description =
                "An entity with its properties and links, or a set of entities under value (OGC 18-088, SensorThings 1.1)")
interface SensorThingsDocument {}
