package vn.hanoi.datahub.domain;

/** A name or sentence in the city's two languages. */
public record Text(String vi, String en) {}
