/** The city's plans: the legal acts, what they set as targets and for whom, and how far the city has come. */
@NullMarked
package vn.hanoi.datahub.domain.plan;

import org.jspecify.annotations.NullMarked;
