/** The sensor feeds as OGC SensorThings API 1.1 (18-088), read-only. */
@NullMarked
package vn.hanoi.datahub.query.sensorthings;

import org.jspecify.annotations.NullMarked;
