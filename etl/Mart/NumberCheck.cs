namespace PersonEtl.Etl.Mart;

/// <summary>What a number's check digits and date say of it.</summary>
internal enum NumberCheck
{
    /// <summary>By the rule of 1964, which the rule of 2032 holds too.</summary>
    Valid,

    /// <summary>Only by the rule for numbers that are issued from 2032.</summary>
    Valid2032,

    /// <summary>Some digit is wrong, so that its date tells nothing either.</summary>
    InvalidDigits,

    /// <summary>The check digits agree, but no such day exists.</summary>
    InvalidDate,
}
