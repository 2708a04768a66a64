/** The intake for sensors: reads messages from an MQTT broker as events. */
@NullMarked
package vn.hanoi.datahub.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
