namespace PersonEtl.Etl.Publish;

/// <summary>How much is hidden of a person.</summary>
internal enum HideReach
{
    /// <summary>Addresses that are graded by themselves.</summary>
    Rows,

    /// <summary>Every public address: a grading may be among what can't be read.</summary>
    Addresses,

    /// <summary>Every public address, and places of birth and marital status: the person is graded.</summary>
    Person,

    /// <summary>Protected addresses, too: the person is strictly confidential.</summary>
    Everything,
}
