namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>Every part that the API knows, in the order of the answer.</summary>
internal static class AllParts
{
    public static readonly IReadOnlyList<Part> InOrder =
    [
        IdentityParts.NorwegianIdentificationNumber,
        IdentityParts.Status,
        AddressParts.SharedResidence,
        IdentityParts.Gender,
        IdentityParts.Birth,
        MaritalStatusPart.Part,
        IdentityParts.Death,
        IdentityParts.Name,
        AddressParts.AddressProtection,
        AddressParts.ResidentialAddress,
        AddressParts.PresentAddress,
        IdentityParts.Citizenship,
        ContactPart.Part,
    ];

    /// <summary>The parts of these names, in the order of the answer; all of them when none is named. Null when a name isn't known.</summary>
    public static IReadOnlyList<Part>? Named(IReadOnlyCollection<string>? names)
    {
        if (names is null or { Count: 0 }) return InOrder;
        var wanted = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = InOrder.Where(p => wanted.Contains(p.Name)).ToList();
        return found.Count == wanted.Count ? found : null;
    }
}
