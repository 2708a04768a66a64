package vn.hanoi.datahub.schemas.catalogue;

/** The shipped catalogue, loaded once for all tests. */
public final class Shipped {

    public static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    private Shipped() {}
}
