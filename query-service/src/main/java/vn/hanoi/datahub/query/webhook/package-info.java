/** Updates and alerts sent to subscribers: signed, again and again until they are taken, each subscriber for itself. */
@NullMarked
package vn.hanoi.datahub.query.webhook;

import org.jspecify.annotations.NullMarked;
