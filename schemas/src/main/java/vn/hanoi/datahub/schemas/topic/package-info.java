/** What a topic is called, keyed by and kept for. */
@NullMarked
package vn.hanoi.datahub.schemas.topic;

import org.jspecify.annotations.NullMarked;
