/** The pure core: JDK only, no Kafka, no Spring, no clock. */
@NullMarked
package vn.hanoi.datahub.domain;

import org.jspecify.annotations.NullMarked;
