package vn.hanoi.datahub.query.sensorthings;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Represents the SensorThings responses in the OpenAPI document; their members are defined by the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description =
                "An entity with its properties and links, or a set of entities under value (OGC 18-088, SensorThings 1.1)")
interface SensorThingsDocument {}
