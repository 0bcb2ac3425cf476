using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Run;

public sealed class BrokenGuaranteeTests
{
    [Fact]
    public void More_than_one_in_a_thousand_that_lacks_something_breaks_it()
    {
        Assert.Null(BrokenGuarantee.Find([Kept(301, 19_980), new(301, GuaranteeLack.Unit, 20)], osloTable: true));
        Assert.Equal(
            "21 of 20000 current residential addresses lack what is guaranteed, more than 0.1%: 15 without unit, 6 without the unit's name; most in 0301 15",
            BrokenGuarantee.Find([Kept(301, 19_979), new(301, GuaranteeLack.Unit, 15), new(4601, GuaranteeLack.UnitName, 6)], osloTable: true));
    }

    [Fact]
    public void Ten_addresses_break_nothing_however_few_there_are()
    {
        Assert.Null(BrokenGuarantee.Find([new(301, GuaranteeLack.Unit, 10)], osloTable: true));
        Assert.NotNull(BrokenGuarantee.Find([new(301, GuaranteeLack.Unit, 11)], osloTable: true));
    }

    [Fact]
    public void What_Oslos_table_would_tell_is_missed_only_where_the_table_was_delivered()
    {
        Assert.Null(BrokenGuarantee.Find([Kept(301, 100), new(301, GuaranteeLack.OsloTable, 50)], osloTable: false));
        Assert.Contains("50 in Sentrum or Marka", BrokenGuarantee.Find([Kept(301, 100), new(301, GuaranteeLack.OsloTable, 50)], osloTable: true), StringComparison.Ordinal);
        Assert.NotNull(BrokenGuarantee.Find([Kept(301, 100), new(301, GuaranteeLack.ServiceDistrict, 50)], osloTable: false));
    }

    private static GuaranteeCount Kept(int municipality, long addresses) => new(municipality, GuaranteeLack.None, addresses);
}
