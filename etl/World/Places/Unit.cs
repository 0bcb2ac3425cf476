using System.Globalization;

namespace PersonEtl.Etl.World.Places;

/// <summary>
/// A basic statistical unit: the last four digits stay through every reform, the first four are the municipality's of the time.
/// <paramref name="District"/> is the district's number in its city, 0 outside the cities.
/// </summary>
internal sealed record Unit(Municipality Municipality, Lineage Lineage, int Suffix, int District, string Name)
{
    /// <summary>The eight digits of today.</summary>
    public string Number { get; } = Under(Municipality.Code, Suffix);

    public string NumberUnder(string municipality) => Under(municipality, Suffix);

    /// <summary>The geographical district while the municipality had that number, null where there were none.</summary>
    public string? DistrictUnder(string municipality) => Districts.CodeOf(municipality, District);

    /// <summary>The district that serves it, null where there were none.</summary>
    public string? ServiceDistrictUnder(string municipality) => Districts.CodeOf(municipality, ServiceDistricts.Of(this));

    public override string ToString() => Number;

    private static string Under(string municipality, int suffix) => string.Create(CultureInfo.InvariantCulture, $"{municipality}{suffix:0000}");
}
