/** Agencies: their feeds, quotas, quarantines and accounts. */
@NullMarked
package vn.hanoi.datahub.domain.agency;

import org.jspecify.annotations.NullMarked;
