package vn.hanoi.datahub.query.form;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.query.view.CurrentBoundaries;

/** Serialisation of values, alerts and live updates. */
@Configuration(proxyBeanMethods = false)
@Import({ValueRows.class, CurrentBoundaries.class, AlertRows.class, UpdateWriter.class, ComposedValues.class})
class FormConfiguration {}
