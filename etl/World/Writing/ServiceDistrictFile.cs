using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes the table of units that another district serves than the one they lie in.</summary>
internal static class ServiceDistrictFile
{
    public const string Header = "grunnkrets8;service_bydel;valid_from;valid_to;source";

    public static Task WriteAsync(string path, Land land, CancellationToken cancellationToken)
        => File.WriteAllLinesAsync(path, [Header, .. land.Units.Where(ServiceDistricts.IsElsewhere).OrderBy(u => u.Number, StringComparer.Ordinal).Select(Line)], cancellationToken);

    private static string Line(Unit unit)
    {
        var source = unit.District == Districts.Sentrum ? "Sentrum is served by St. Hanshaugen" : "invented for a synthetic world, not official";
        return FormattableString.Invariant($"{unit.Number};{unit.ServiceDistrictUnder(unit.Municipality.Code)};{ServiceDistricts.Since:yyyy-MM-dd};;{source}");
    }
}
