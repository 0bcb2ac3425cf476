using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// What a current residential street or cadastral address always has: a unit with its name, and in Oslo, Stavanger, Bergen and Trondheim both districts.
/// Svalbard is outside of it, and so are rows that still bear a municipality number out of use: after a reform FREG takes hours to rewrite them.
/// </summary>
internal static class Guarantee
{
    private static readonly int[] Cities = [301, 1103, 4601, 5001];

    public static bool Covers(Address address)
        => address.Kind == AddressKind.Residential && address.IsCurrent && address.Form is AddressForm.Street or AddressForm.Cadastral && address.MatchReason is not (MatchReason.Svalbard or MatchReason.MunicipalityLag);

    /// <summary>What a covered address lacks.</summary>
    /// <param name="address">The address.</param>
    /// <param name="municipality">Its municipality number as an integer.</param>
    public static GuaranteeLack LackOf(Address address, int municipality)
    {
        if (address.FullBasicStatisticalUnitNumber.IsAbsent) return GuaranteeLack.Unit;
        if (address.BasicStatisticalUnitName.IsAbsent) return GuaranteeLack.UnitName;
        if (!Cities.Contains(municipality)) return GuaranteeLack.None;
        if (address.GeographicalUrbanDistrictCode.IsAbsent) return GuaranteeLack.GeographicalDistrict;
        if (!address.UrbanDistrictCode.IsAbsent) return GuaranteeLack.None;
        return ServiceDistrictTable.IsServing(CodeText.Number(address.GeographicalUrbanDistrictCode.Span)) ? GuaranteeLack.ServiceDistrict : GuaranteeLack.OsloTable;
    }
}
