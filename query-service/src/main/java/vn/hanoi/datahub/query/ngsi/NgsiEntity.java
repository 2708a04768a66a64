package vn.hanoi.datahub.query.ngsi;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Represents an entity in the OpenAPI document; its attributes are defined by its Smart Data Model. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description = "An NGSI-LD entity: id, type, and the attributes of its Smart Data Model (ETSI GS CIM 009)")
interface NgsiEntity {}
