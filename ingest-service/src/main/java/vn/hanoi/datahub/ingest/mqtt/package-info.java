/** The way in for sensors: messages of an MQTT broker as events. */
@NullMarked
package vn.hanoi.datahub.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
