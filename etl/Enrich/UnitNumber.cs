namespace PersonEtl.Etl.Enrich;

/// <summary>The eight digits of a basic statistical unit as an integer: the municipality's four and its own four.</summary>
internal static class UnitNumber
{
    private const int UnitsOfMunicipality = 10_000;
    private const int Unspecified = 9999;

    public static int Of(int municipality, int unit) => (municipality * UnitsOfMunicipality) + unit;

    public static int MunicipalityOf(int number) => number / UnitsOfMunicipality;

    /// <summary>The number that the same four last digits make in another municipality.</summary>
    public static int Under(int municipality, int number) => Of(municipality, number % UnitsOfMunicipality);

    /// <summary>Whether a number names a unit: 0000 and 9999 after the municipality say that it is not known.</summary>
    public static bool IsSpecified(int number) => number % UnitsOfMunicipality is not (0 or Unspecified);
}
