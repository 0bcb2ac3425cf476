using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// Decides who may see a row: the strictest of the row's own grading and the person's. A row without a grading counts as Confidential,
/// a value never heard of as StrictlyConfidential, and of a StrictlyConfidential row nothing is kept.
/// </summary>
internal static class Protection
{
    /// <summary>Sets the person's grading and parts its addresses; tells how many strictly confidential ones were delivered and dropped.</summary>
    public static int Apply(Person person)
    {
        Grade(person);
        var dropped = 0;
        foreach (var address in person.Addresses)
        {
            if (address.Grading == Grading.StrictlyConfidential) dropped++;
            else if (address.Grading == Grading.Unclassified && address.Kind != AddressKind.Shared) person.PublicAddresses.Add(address);
            else person.ProtectedAddresses.Add(address);
        }
        return dropped;
    }

    /// <summary>Sets the gradings of the person and of each address.</summary>
    public static void Grade(Person person)
    {
        foreach (var protection in person.Protections)
        {
            protection.Grading = Of(protection.Level);
            if (protection.IsCurrent && protection.Grading > person.Grading) person.Grading = protection.Grading;
        }
        foreach (var address in person.Addresses)
        {
            var own = Of(address.Confidentiality);
            address.Grading = own > person.Grading ? own : person.Grading;
        }
    }

    private static Grading Of(Utf8Text level)
    {
        if (level.IsAbsent) return Grading.Confidential;
        for (var grading = Grading.Unclassified; grading <= Grading.StrictlyConfidential; grading++)
        {
            if (level.EqualsText(Terms.Of(grading))) return grading;
        }
        return Grading.StrictlyConfidential;
    }
}
