package vn.hanoi.datahub.query.opendata;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Represents the open data catalogue in the OpenAPI document; its members are defined by the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description = "A DCAT-AP 3 catalogue in JSON-LD")
interface DcatDocument {}
