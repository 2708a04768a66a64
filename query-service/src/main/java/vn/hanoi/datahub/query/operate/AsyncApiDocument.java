package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Represents the AsyncAPI document in the OpenAPI document; its members are defined by the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description = "An AsyncAPI 3.0 document")
interface AsyncApiDocument {}
