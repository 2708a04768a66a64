package vn.hanoi.datahub.query.report;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Scorecards of areas and agencies. */
@Configuration(proxyBeanMethods = false)
@Import(Scorecards.class)
class ReportConfiguration {}
