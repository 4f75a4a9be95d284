//! A module while its items are made: names from elsewhere, and the text of what is done.

use proc_macro2::TokenStream;

use crate::{
    emit::Module,
    render::{self, RenderError},
};

/// A module and the text of its items. Tokens take several times the memory of their text, so
/// that they are turned into text as soon as a type or an operation is done.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) module: Module,
    /// The items of the file of types.
    pub(super) types: Vec<String>,
    /// The items of the file of codecs.
    pub(super) codec: Vec<String>,
}

impl Part {
    pub(super) fn new(module: Module) -> Self {
        Self {
            module,
            types: Vec::new(),
            codec: Vec::new(),
        }
    }

    /// Turns what emitters have added to the module into text.
    pub(super) fn settle(&mut self) -> Result<(), RenderError> {
        texts(self.module.types.drain(..), &mut self.types)?;
        texts(self.module.codec.drain(..), &mut self.codec)
    }

    /// The same where what was added to the types comes before all others.
    pub(super) fn settle_first(&mut self) -> Result<(), RenderError> {
        let others = std::mem::take(&mut self.types);
        self.settle()?;
        self.types.extend(others);
        Ok(())
    }
}

/// Adds the texts of items.
fn texts(
    items: impl Iterator<Item = TokenStream>,
    texts: &mut Vec<String>,
) -> Result<(), RenderError> {
    for tokens in items {
        texts.extend(render::items(&tokens)?);
    }
    Ok(())
}

/// The texts of items.
pub(super) fn texts_of(items: Vec<TokenStream>) -> Result<Vec<String>, RenderError> {
    let mut all: Vec<String> = Vec::new();
    texts(items.into_iter(), &mut all)?;
    Ok(all)
}
