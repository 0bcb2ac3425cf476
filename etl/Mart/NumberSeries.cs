namespace PersonEtl.Etl.Mart;

/// <summary>The series a number is of, by its month; a D-number is of the same series as a fødselsnummer.</summary>
internal enum NumberSeries
{
    /// <summary>The month is none of any series.</summary>
    Unknown,
    Real,

    /// <summary>Skatteetaten's synthetic population: month + 80.</summary>
    Tenor,

    /// <summary>Norsk helsenett's synthetic numbers: month + 65.</summary>
    Nhn,

    /// <summary>NAV's synthetic numbers: month + 40.</summary>
    Nav,

    /// <summary>A help number of the health services: it begins with 8 or 9 and holds no date.</summary>
    HelpNumber,
}
