package vn.hanoi.datahub.query.opendata;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Names the catalogue of open data in the OpenAPI document; its members are those of the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description = "A DCAT-AP 3 catalogue in JSON-LD")
interface DcatDocument {}
