package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;

/** Names the document of the topics in the OpenAPI document; its members are those of the standard. */
@Schema(
        type = "object",
        additionalProperties = AdditionalPropertiesValue.TRUE,
        description = "An AsyncAPI 3.0 document")
interface AsyncApiDocument {}
