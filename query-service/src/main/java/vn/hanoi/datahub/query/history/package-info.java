/** What was published, for ever: written from the topic of revisions, read as it is or as it was. */
@NullMarked
package vn.hanoi.datahub.query.history;

import org.jspecify.annotations.NullMarked;
