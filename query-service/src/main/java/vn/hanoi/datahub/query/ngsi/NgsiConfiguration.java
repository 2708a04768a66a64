package vn.hanoi.datahub.query.ngsi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Values as NGSI-LD entities. */
@Configuration(proxyBeanMethods = false)
@Import(Entities.class)
class NgsiConfiguration {}
